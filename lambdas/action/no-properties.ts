/** What the log says where code asks for the record's properties. */
export const noProperties =
  'The code reads event.object.properties, which a step does not send: it would copy the whole record into the history at each step. Name what the code needs in the step\'s "inputs", as "email": "{% $record.email %}", and read event.inputFields.email.';

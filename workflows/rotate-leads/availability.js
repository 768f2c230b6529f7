// Custom code exactly as HubSpot runs it: this file could be pasted from a HubSpot workflow, or into one.
exports.main = async (event, callback) => {
  const country = event.inputFields.country;
  const response = await fetch(`${process.env.CALENDAR_URL}/free?country=${encodeURIComponent(country)}`, {
    headers: { authorization: `Bearer ${process.env.CALENDAR_API_KEY}` },
  });
  if (!response.ok) throw new Error(`The calendar answered ${response.status}.`);

  const { salesperson } = await response.json();
  if (!salesperson) {
    console.log(`Nobody is free for ${country}.`);
    callback({ outputFields: {} });
    return;
  }
  console.log(`${salesperson.name} is free for ${country}.`);
  callback({ outputFields: { owner_id: salesperson.id, owner_name: salesperson.name } });
};

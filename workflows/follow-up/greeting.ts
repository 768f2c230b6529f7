const greetings: Record<string, { language: string; hello: string }> = {
  ES: { language: 'es', hello: 'Hola' },
  PT: { language: 'pt', hello: 'Olá' },
};

interface HubSpotEvent {
  inputFields: { firstname?: string; country?: string };
}

// HubSpot's form on Node 24: what is returned is the result.
export async function main(event: HubSpotEvent) {
  const { firstname, country } = event.inputFields;
  const { language, hello } = greetings[country ?? ''] ?? { language: 'en', hello: 'Hello' };
  return { outputFields: { language, text: firstname ? `${hello}, ${firstname}!` : `${hello}!` } };
}

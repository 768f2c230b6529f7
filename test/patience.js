// A busy machine is no failure: what hangs is still found, a minute later.
jest.setTimeout(60_000);

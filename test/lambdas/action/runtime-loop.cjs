// A Lambda runtime in a few lines, which behaves as AWS's client does: fetch the next event, await the handler with
// nothing else alive, `setImmediate`, answer. Arguments: the bundle's folder, a file of invocations, a file for answers.
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder, invocations, answers] = process.argv.slice(2);
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

const { handler } = require(join(folder, 'index.js'));
if (handler.length > 2) throw new Error('the client for Node 24 refuses a handler of three parameters');

async function main() {
  for (const [index, { invocation, pauseMs = 0, remainingMs, advanceMs = 0 }] of JSON.parse(
    readFileSync(invocations, 'utf8'),
  ).entries()) {
    ahead += advanceMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const deadline = Date.now() + (remainingMs ?? 900_000);
    const context = {
      awsRequestId: `request-${index + 1}`,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    const started = performance.now();
    let answer;
    try {
      answer = { result: await handler(invocation, context) };
    } catch (error) {
      answer = { error: { name: error.name, message: error.message, stack: error.stack } };
    }
    answer.ms = performance.now() - started;
    await new Promise((resolve) => setImmediate(resolve));
    answer.memory = process.memoryUsage.rss();
    appendFileSync(answers, `${JSON.stringify(answer)}\n`);
  }
}

// As an extension in the process would: something that is not the action's keeps the loop alive.
const extension = process.env.EXTENSION && setInterval(() => {}, 1_000_000);

main().then(() => clearInterval(extension));

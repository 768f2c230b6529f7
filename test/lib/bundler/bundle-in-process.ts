/** `bundle-in-process.ts <project> <action>…`: bundles in a process of its own; prints keys and hashes. */
import { bundle } from './sample-project';

const [project = '', ...files] = process.argv.slice(2);
bundle(project, ...files).then(({ bundles, built }) => {
  const hashes = [...bundles].map(([key, { hash }]) => [key, hash]);
  console.log(JSON.stringify({ built, hashes: Object.fromEntries(hashes) }));
});

/** `ours.ts <project> <outdir>`: synthesizes the project with what the product's own `bin/app.ts` calls. */
import { App } from 'aws-cdk-lib';
import { addCodedActions, reportProblems } from '../../../lib';
import { measured } from './measured';

const [project = '', outdir = ''] = process.argv.slice(2);
const app = new App({ outdir });
const started = performance.now();
addCodedActions(app, { directory: project })
  .then(() => {
    const constructed = performance.now();
    app.synth();
    console.log(JSON.stringify(measured(started, constructed)));
  })
  .catch(reportProblems);

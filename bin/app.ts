import { App } from 'aws-cdk-lib';
import { addCodedActions, reportProblems } from '../lib';

const app = new App();
addCodedActions(app, { directory: process.cwd() }).catch(reportProblems);

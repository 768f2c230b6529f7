import type { Database } from '../database';
import type { Answer, Request } from '../request';

/** One operation of the service: from a request's body to the answer's. @throws ServiceError as DynamoDB does */
export type Operation = (request: Request, database: Database) => Answer;

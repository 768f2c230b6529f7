import type { LocalQueue } from '../assembly/local-resources';

/** A message that a service put into a queue. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The queues of an assembly, as far as they are where others put what they could not deliver. */
export class LocalQueues {
  private readonly messages: ReadonlyMap<string, QueueMessage[]>;

  constructor(queues: readonly LocalQueue[]) {
    this.messages = new Map(queues.map(({ arn }) => [arn, []]));
  }

  /** Adds a message. A queue that does not exist takes none, and nobody is told, as with EventBridge. */
  send(arn: string, message: QueueMessage): void {
    this.messages.get(arn)?.push(message);
  }

  /** The messages of a queue, by its ARN or its name, oldest first. */
  read(queue: string): readonly QueueMessage[] {
    for (const [arn, messages] of this.messages) {
      if (arn === queue || arn.endsWith(`:${queue}`)) return messages;
    }
    return [];
  }
}

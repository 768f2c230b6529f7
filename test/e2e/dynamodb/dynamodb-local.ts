import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { packageRoot } from '../../../lib/package-root';

/**
 * AWS's own DynamoDB Local. Its licence ("Amazon DynamoDB Local License Agreement") allows to install and use it with an
 * AWS account and forbids to pass it on, so it is no dependency of the package: it is fetched from Maven Central to
 * where it is tested with, once.
 */
const version = '3.3.1';
const mainClass = 'software.amazon.dynamodb.services.local.main.ServerRunner';

/** Why DynamoDB Local cannot run here; undefined where it can. */
export function whyNoDynamoDbLocal(): string | undefined {
  if (!runs('java', ['-version'])) return 'there is no Java';
  if (!existsSync(jarFolder()) && !runs('mvn', ['-version']))
    return 'there is no Maven to fetch DynamoDB Local with';
  return undefined;
}

/** A running DynamoDB Local, in memory. */
export interface DynamoDbLocal {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts DynamoDB Local on a free port of the loopback address, and fetches it first where it is not there. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  fetchJars();
  const port = await freePort();
  const folder = jarFolder();
  const child = spawn(
    'java',
    [
      `-Djava.library.path=${folder}`,
      '-cp',
      join(folder, '*'),
      mainClass,
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { stdio: 'ignore', env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' } },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

function jarFolder(): string {
  return join(packageRoot(), 'node_modules', '.cache', 'dynamodb-local', version);
}

function fetchJars(): void {
  const folder = jarFolder();
  if (existsSync(folder)) return;
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  writeFileSync(
    join(scratch, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>local</groupId><artifactId>dynamodb-local</artifactId><version>1</version>
      <dependencies><dependency>
        <groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>${version}</version>
      </dependency></dependencies>
    </project>`,
  );
  const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars'];
  execFileSync('mvn', goal, { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
  try {
    renameSync(join(scratch, 'jars'), folder);
  } catch (error) {
    // Another suite that runs beside this one may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`DynamoDB Local ended with ${child.exitCode}.`);
    const reached = await fetch(url).then(
      () => true,
      () => false,
    );
    if (reached) return;
    await wait(100);
  }
  child.kill();
  throw new Error('DynamoDB Local did not answer within 30 seconds.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

function runs(command: string, parameters: readonly string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

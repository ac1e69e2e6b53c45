/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs beside n8n, not inside it */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Command = {
	/** Says in an error which process it was. */
	title: string;
	command: string;
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** The file that gets both outputs. */
	log: string;
	user?: { uid: number; gid: number };
};

type KeeperMessage = { pid?: number; code?: number | null; signal?: string | null };

/** A process that ends with this one, also when this one is killed: see keeper.mjs. */
export class KeptProcess {
	readonly log: string;
	pid = 0;
	hasExited = false;
	private readonly title: string;
	private readonly keeper: ChildProcess;
	readonly exited: Promise<void>;

	private constructor({ title, command, args, cwd, env, log, user }: Command) {
		this.title = title;
		this.log = log;
		const output = openSync(log, 'a');
		this.keeper = spawn(
			process.execPath,
			[join(__dirname, 'keeper.mjs'), JSON.stringify({ command, args, cwd, ...user })],
			// Detached, so that Ctrl+C in a terminal reaches the command by way of `stop` and in order.
			{ detached: true, env, stdio: ['ignore', output, output, 'ipc'] },
		);
		closeSync(output);
		this.exited = new Promise((resolve) => {
			this.keeper.on('exit', () => {
				this.hasExited = true;
				resolve();
			});
		});
	}

	static async start(command: Command): Promise<KeptProcess> {
		const kept = new KeptProcess(command);
		await new Promise<void>((resolve, reject) => {
			kept.keeper.on('message', ({ pid }: KeeperMessage) => {
				if (pid === undefined) return;
				kept.pid = pid;
				resolve();
			});
			kept.keeper.on('error', reject);
			kept.keeper.on('exit', () => reject(kept.failure('could not be started')));
		});
		return kept;
	}

	/** Resolves once `isReady` says so; a process that ends before that is an error with its last words. */
	async ready(isReady: () => Promise<boolean>, patienceMs: number): Promise<void> {
		const deadline = Date.now() + patienceMs;
		while (!(await isReady().catch(() => false))) {
			if (this.hasExited) throw this.failure('ended while it started');
			if (Date.now() > deadline) throw this.failure(`was not ready after ${patienceMs / 1000} s`);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}

	/** Ends it as an operator would, and by force after 15 seconds. */
	async stop(): Promise<void> {
		if (this.hasExited) return;
		if (this.keeper.connected) this.keeper.send('stop');
		await this.exited;
	}

	/** Ends it as a crash would: the process gets no chance to tidy up. */
	async kill(): Promise<void> {
		process.kill(this.pid, 'SIGKILL');
		await this.exited;
	}

	output(): string {
		return readFileSync(this.log, 'utf8');
	}

	private failure(what: string): Error {
		const tail = this.output().trim().split('\n').slice(-15).join('\n');
		return new Error(`${this.title} ${what}. Its last lines:\n${tail}`);
	}
}

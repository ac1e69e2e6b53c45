// Starts one command and ends it, and all it started, when the process that asked for it is gone,
// however that went: tests that are killed must leave nothing behind.
// Usage: node keeper.mjs <json of { command, args, cwd, uid, gid }>, with an IPC channel.
import { spawn } from 'node:child_process';

const PATIENCE_MS = 15_000;
const { command, args, cwd, uid, gid } = JSON.parse(process.argv[2]);

// A process group of its own, so that a signal reaches what the command started too.
const child = spawn(command, args, {
	cwd,
	detached: true,
	stdio: ['ignore', 'inherit', 'inherit'],
	...(uid === undefined ? {} : { uid, gid }),
});

const signalGroup = (signal) => {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
};

let isEnding = false;
const end = () => {
	if (isEnding) return;
	isEnding = true;
	child.kill('SIGTERM');
	setTimeout(() => signalGroup('SIGKILL'), PATIENCE_MS).unref();
};

child.on('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
child.on('spawn', () => process.send?.({ pid: child.pid }));
child.on('exit', (code, signal) => {
	signalGroup('SIGKILL');
	if (process.connected) process.send({ code, signal }, () => process.exit(0));
	else process.exit(0);
});
process.on('disconnect', end);
process.on('message', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

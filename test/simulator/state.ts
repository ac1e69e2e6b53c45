/** All that the simulator remembers, and a reset forgets. */
import { Faults } from './faults';
import { merge, type Verdict } from './rules';
import type { Profile, RecordedRequest } from './types';

export class State {
	readonly faults = new Faults();
	readonly requests: RecordedRequest[] = [];
	private readonly profileOf = new Map<string, Profile>();
	count = 0;
	inFlight = 0;
	peakInFlight = 0;

	constructor(private readonly recording: boolean) {}

	enter() {
		this.count += 1;
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
	}

	record(request: RecordedRequest) {
		if (this.recording) this.requests.push(request);
	}

	leave() {
		this.inFlight -= 1;
	}

	apply({ change }: Verdict) {
		if (change)
			this.profileOf.set(change.channel, merge(this.profile(change.channel), change.fields));
	}

	profile(channel: string): Profile {
		return structuredClone(this.profileOf.get(channel) ?? {});
	}

	profiles(): Record<string, Profile> {
		return structuredClone(Object.fromEntries(this.profileOf));
	}
}

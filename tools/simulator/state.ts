/** All that the simulator remembers, and a reset forgets. */
import { Faults } from './faults';
import { RateLimits } from './limits';
import { Outbox } from './outbox';
import { DEFAULTS, type SettingChanges, type Settings } from './settings';
import type {
	DeviceCommand,
	Fault,
	Group,
	Profile,
	RecordedRequest,
	TemplateSubmission,
	TwoStepVerification,
} from './types';

interface StateOptions {
	recording: boolean;
	settings: SettingChanges;
	now: () => number;
}

const FIRST_TEMPLATE = 6480;
const FIRST_GROUP = 120363040000001;

export class State {
	readonly faults = new Faults();
	readonly requests: RecordedRequest[] = [];
	readonly profiles = new Map<string, Profile>();
	readonly outbox: Outbox;
	readonly submissions: TemplateSubmission[] = [];
	readonly commands: DeviceCommand[] = [];
	readonly groups: Group[] = [];
	readonly now: () => number;
	settings: Settings;
	twoStep: TwoStepVerification = { enabled: false };
	count = 0;
	inFlight = 0;
	peakInFlight = 0;
	private readonly recording: boolean;
	private readonly limits = new RateLimits();
	private templateCount = 0;
	private inviteCount = 0;

	constructor({ recording, settings, now }: StateOptions) {
		this.recording = recording;
		this.outbox = new Outbox(recording);
		this.settings = { ...DEFAULTS, ...settings };
		this.now = now;
	}

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

	/** The fault that answers the request: a rate limit before those asked for. */
	faultFor(request: RecordedRequest, call: string | undefined): Fault {
		const excess = call && this.limits.excess(call, this.settings, this.now);
		return excess || this.faults.take(request);
	}

	newTemplateId() {
		this.templateCount += 1;
		return `XY${FIRST_TEMPLATE + this.templateCount - 1}`;
	}

	/** An ID and an invite link that no group had before. */
	newGroup() {
		this.inviteCount += 1;
		return {
			id: String(FIRST_GROUP + this.inviteCount - 1),
			inviteLink: `https://chat.whatsapp.com/Invite${this.inviteCount}`,
		};
	}

	change(settings: SettingChanges) {
		this.settings = { ...this.settings, ...settings };
	}
}

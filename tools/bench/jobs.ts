import { MESSAGES, PICTURES } from './messages';
import { PROFILES } from './profiles';
import type { JobName } from './types';
import type { Job } from './ways';

export const JOBS: Readonly<Record<JobName, Job>> = {
	profile: PROFILES,
	message: MESSAGES,
	picture: PICTURES,
};

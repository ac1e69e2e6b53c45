import type { Operation } from '../../core/operation';
import { updateProfile } from './whatsappProfile/update';

/** Every operation of the node, in the order of the editor's lists. */
export const OPERATIONS: readonly Operation[] = [updateProfile];

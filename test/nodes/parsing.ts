import type { Fields, Schema } from '../../nodes/core/reading/schema';

interface Parsing {
	/** Whether to check what was read; true unless told. */
	readonly check?: boolean;
	readonly labelOf?: (field: string) => string;
	readonly unresolved?: ReadonlySet<string | undefined>;
}

/** Reads raw values as those of one item, all of them computed. */
export const parse = <F extends Fields>(
	schema: Schema<F>,
	raw: Readonly<Record<string, unknown>>,
	{ check = true, labelOf = String, unresolved }: Parsing = {},
) => schema.reader({ fixed: {}, isComputed: () => true, labelOf })(raw, check, unresolved);

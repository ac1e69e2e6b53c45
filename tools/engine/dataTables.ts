/** n8n's data tables in memory, with what its Data Table node needs of n8n's server here. */

type Row = Record<string, unknown>;

interface Column {
	readonly name: string;
	readonly type: string;
}

interface Filter {
	readonly type: 'and' | 'or';
	readonly filters: ReadonlyArray<{
		readonly columnName: string;
		readonly condition: string;
		readonly value: unknown;
	}>;
}

interface Change {
	readonly data: Row;
	readonly filter: Filter;
}

/** As SQL compares: nothing is equal to what is not there, but n8n lets `neq` match it. */
const CONDITIONS: Readonly<Record<string, (held: unknown, value: unknown) => boolean>> = {
	eq: (held, value) => (held ?? null) === value,
	neq: (held, value) => (held ?? null) !== value,
	isEmpty: (held) => (held ?? '') === '',
	isNotEmpty: (held) => (held ?? '') !== '',
};

export class DataTables {
	private made = 0;
	private readonly tables: Array<{ id: string; name: string; columns: Column[]; rows: Row[] }> = [];

	/** The rows of a table, in the order in which they were made. */
	rows(name: string): readonly Row[] {
		return this.tables.find((table) => table.name === name)?.rows ?? [];
	}

	/** Where n8n's engine looks for them. */
	readonly dataTableProxyProvider = {
		getDataTableAggregateProxy: async () => ({
			getManyAndCount: async ({ filter }: { filter: { name: string } }) => {
				// As n8n does: those whose name holds it.
				const data = this.tables.filter(({ name }) => name.toLowerCase().includes(filter.name));
				return { data, count: data.length };
			},
			createDataTable: async ({ name, columns }: { name: string; columns: Column[] }) => {
				const table = { id: String(this.tables.length + 1), name, columns, rows: [] };
				this.tables.push(table);
				return { id: table.id, name };
			},
		}),
		getDataTableProxy: async (_workflow: unknown, _node: unknown, id: string) => {
			const table = this.tables.find((one) => one.id === id);
			if (!table) throw new Error(`Data table with ID '${id}' could not be found in this project`);
			const { columns, rows } = table;
			const updateRows = async ({ data, filter }: Change) => {
				const found = rows.filter((row) => matches(row, filter));
				for (const row of found) Object.assign(row, data);
				return found;
			};
			const insert = (data: Row) => {
				this.made += 1;
				rows.push({ id: this.made, ...data });
			};
			return {
				getColumns: async () => columns,
				updateRows,
				insertRows: async (added: Row[]) => {
					added.forEach(insert);
					return rows.slice(-added.length);
				},
				getManyRowsAndCount: async ({ filter }: { filter: Filter }) => {
					const data = rows.filter((row) => matches(row, filter));
					return { data, count: data.length };
				},
				deleteRows: async ({ filter }: { filter: Filter }) => {
					const removed = rows.filter((row) => matches(row, filter));
					for (const row of removed) rows.splice(rows.indexOf(row), 1);
					return removed;
				},
				upsertRow: async (change: Change) => {
					const none = !rows.some((row) => matches(row, change.filter));
					if (none) insert(change.data);
					return none ? rows.slice(-1) : await updateRows(change);
				},
			};
		},
	};
}

function matches(row: Row, { type, filters }: Filter): boolean {
	const holds = filters.map(({ columnName, condition, value }) =>
		CONDITIONS[condition]!(row[columnName], value),
	);
	return type === 'and' ? holds.every(Boolean) : holds.some(Boolean);
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- runs beside n8n, not inside it */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../nodes/core/json';
import type { Rows } from './rows';

const isRows = (exported: unknown): exported is Rows =>
	isRecord(exported) && 'operation' in exported && 'ordinary' in exported;

/** What the files in the folders of the resources export: a file of rows needs no line in a list. */
const exported = readdirSync(__dirname, { withFileTypes: true })
	.filter((folder) => folder.isDirectory())
	.flatMap(({ name }) => readdirSync(join(__dirname, name)).map((file) => join(name, file)))
	.flatMap((file) => Object.values(require(join(__dirname, file)) as object));

/** The rows of every operation, by its name. */
export const ROWS = exported
	.filter(isRows)
	.map((rows) => [`${rows.operation.resource.name}: ${rows.operation.name}`, rows] as const);

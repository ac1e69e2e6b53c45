/** The chart of the page, drawn by ECharts on the server side. */
import { init } from 'echarts';
import { figuresOf, type Results } from './results';
import { headingOf } from './scenarios';
import { median } from './statistics';
import { rounded } from './tables';
import type { Figures } from './types';
import { wayNamed } from './ways';

interface Panel {
	readonly scenario: string;
	readonly figure: keyof Figures;
	readonly title: string;
}

const PANELS: readonly Panel[] = [
	{ scenario: 'send', figure: 'cpu', title: 'CPU' },
	{ scenario: '1000', figure: 'cpu', title: 'CPU' },
	{ scenario: '100-slow', figure: 'wall', title: 'wall time' },
	{ scenario: '10000', figure: 'wall', title: 'wall time' },
	{ scenario: '10000', figure: 'frozen', title: 'longest time frozen' },
];

const WIDTH = 900;
const LABELS = 250;
const BAR = 26;
const TITLE = 46;

const COLOURS = { own: '#128c7e', other: '#9aa5b1', floor: '#d3c49a' };

const colourOf = (way: string) => {
	if (way.startsWith('node-')) return COLOURS.own;
	return way.startsWith('floor-') ? COLOURS.floor : COLOURS.other;
};

/** An SVG with a bar for each way; the panels stand one above the other. */
export function chartOf({ measured }: Results): string {
	let top = 0;
	const panels = PANELS.flatMap(({ title, scenario, figure }) => {
		const found = measured.find((entry) => entry.scenario.name === scenario);
		if (!found) return [];
		const bars = found.scenario.ways.map((way) => ({
			name: wayNamed(way).title,
			value: median(figuresOf(found, way, figure)),
			itemStyle: { color: colourOf(way) },
		}));
		const panel = { bars, top, height: bars.length * BAR };
		top += TITLE + panel.height;
		return [{ ...panel, text: `${headingOf(found.scenario)}: ${title}, ms` }];
	});

	const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: top + 10 });
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		textStyle: { fontFamily: 'sans-serif' },
		title: panels.map((panel) => ({
			text: panel.text,
			top: panel.top + 12,
			left: 10,
			textStyle: { fontSize: 15, color: '#1f2933' },
		})),
		grid: panels.map((panel) => ({
			left: LABELS,
			right: 80,
			top: panel.top + TITLE - 6,
			height: panel.height,
		})),
		xAxis: panels.map((_, gridIndex) => ({ gridIndex, type: 'value', show: false })),
		yAxis: panels.map(({ bars }, gridIndex) => ({
			gridIndex,
			type: 'category',
			inverse: true,
			data: bars.map(({ name }) => name),
			axisLine: { show: false },
			axisTick: { show: false },
			axisLabel: { color: '#1f2933', fontSize: 12, interval: 0 },
		})),
		series: panels.map(({ bars }, index) => ({
			type: 'bar',
			xAxisIndex: index,
			yAxisIndex: index,
			barWidth: BAR - 10,
			data: bars,
			label: {
				show: true,
				position: 'right',
				color: '#1f2933',
				formatter: ({ value }: { value: unknown }) => rounded(Number(value)),
			},
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

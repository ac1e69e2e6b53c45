// n8n reads the paths in package.json; this is for whoever requires the package by its name.
const { nodes, credentials } = require('./package.json').n8n;

module.exports = Object.assign(
	{},
	...[...nodes, ...credentials].map((file) => require(`./${file}`)),
);

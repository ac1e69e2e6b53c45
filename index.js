// n8n reads the paths in package.json; this is for whoever requires the package by its name.
const { PickyAssistApi } = require('./dist/credentials/PickyAssistApi.credentials.js');
const { PickyAssist } = require('./dist/nodes/PickyAssist/PickyAssist.node.js');

module.exports = { PickyAssist, PickyAssistApi };

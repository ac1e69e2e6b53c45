export const MESSAGE = { name: 'Message', value: 'message' };

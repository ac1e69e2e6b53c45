/** A channel as a key; requests without a channel share the key `''`. */
export const channelOf = (application: unknown) => String(application ?? '');

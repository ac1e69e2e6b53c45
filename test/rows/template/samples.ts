/** A template as `/template-status` shows it, in these languages. */
export const template = (id: unknown, state: unknown = 3, ...languages: unknown[]) => ({
	template_id: id,
	template_status: state,
	...(languages.length > 0 && {
		template_message: languages.map((language) => ({ language, message: 'Hello' })),
	}),
});

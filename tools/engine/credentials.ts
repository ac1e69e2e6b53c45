/** n8n's path from a stored credential to a request, without n8n's database. */
import {
	ICredentialsHelper,
	injectDomainRestrictionFields,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** The stored credentials, by their type: one of each is enough for the tests. */
export type StoredCredentials = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/** The id under which a workflow's node names its credential. */
export const CREDENTIAL_ID = 'stored';

export class CredentialsHelper extends ICredentialsHelper {
	/** How many times a credential was read and decrypted; in n8n each is a query of the database. */
	lookups = 0;

	constructor(
		private readonly typeOf: (name: string) => ICredentialType,
		private readonly stored: StoredCredentials,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.typeOf(name).extends ?? [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return injectDomainRestrictionFields(this.typeOf(type));
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		{ id }: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		place?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		this.lookups += 1;
		const data = id === CREDENTIAL_ID ? this.stored[type] : undefined;
		if (!data) {
			throw new Error(`Credential with ID "${id}" does not exist for type "${type}".`);
		}
		// As n8n does: defaults go in, hidden fields go out, and expressions are resolved for the item asked for.
		const filled = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			structuredClone(data) as INodeParameters,
			true,
			false,
			null,
			null,
		);
		return (
			place
				? place.workflow.expression.getParameterValue(
						filled!,
						place.runExecutionData,
						place.runIndex,
						place.itemIndex,
						place.node.name,
						place.connectionInputData,
						mode,
						{},
						executeData,
					)
				: filled
		) as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (authenticate) throw this.missing('the generic form of authenticate');
		return requestOptions;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw this.missing('getCredentials');
	}

	async updateCredentials() {
		throw this.missing('updateCredentials');
	}

	async updateCredentialsOauthTokenData() {
		throw this.missing('updateCredentialsOauthTokenData');
	}

	private missing(what: string) {
		return new Error(`This stand-in does not have ${what}`);
	}
}

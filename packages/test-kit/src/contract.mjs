import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

/**
 * @typedef {{ $ref?: string }} Reference
 * @typedef {Reference & { content?: Record<string, { schema?: unknown }>, headers?: Record<string, Reference & Header> }} Answer
 * @typedef {{ required?: boolean, schema: { type?: string } }} Header
 * @typedef {Reference & { name: string, in: string, required?: boolean, schema: { const?: unknown }, example?: unknown }} Parameter
 *
 * @typedef {object} OperationObject
 * @property {string} operationId
 * @property {Record<string, Answer>} responses
 * @property {{ content: Record<string, { examples: Record<string, { value: object }> }> }} [requestBody]
 * @property {Parameter[]} [parameters]
 * @property {unknown[]} [security]
 *
 * @typedef {{ paths: Record<string, Record<string, OperationObject>> }} Document
 */

/**
 * One operation of a contract; its path as the contract writes it, such as `/api/users/{userId}/todos`.
 * @typedef {OperationObject & { method: string, path: string, isPublic: boolean }} Operation
 */

/**
 * A response, as supertest has it.
 * @typedef {{ status: number, headers: Record<string, string | string[] | undefined>, text?: string, body: unknown }} Response
 */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const { resolve } = createRequire(import.meta.url);

/** An OpenAPI document of `contracts/`, which responses are held against. */
export class Contract {
  #ajv = new Ajv2020({ strict: false, allErrors: true });
  /** @type {Map<string, import('ajv').ValidateFunction>} */
  #validators = new Map();

  /** @param {string} name of its file */
  constructor(name) {
    /** @type {Document} */
    this.document = JSON.parse(readFileSync(resolve(`@latch/contracts/${name}.json`), 'utf8'));
    ajvFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...this.document, $id: 'contract' });
    /** @type {Operation[]} */
    this.operations = Object.entries(this.document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ ...operation, method, path, isPublic: operation.security?.length === 0 }] : [];
      }),
    );
  }

  /**
   * The operation a request is for, if the contract has one. A path without parameters comes before one with.
   * @param {string} method
   * @param {string} path
   */
  findOperation(method, path) {
    const ofPath = this.operations.filter((operation) => matches(operation.path, path));
    const first = ofPath.find((operation) => isMostConcrete(operation.path, ofPath))?.path;
    return ofPath.find((operation) => operation.path === first && operation.method === method.toLowerCase());
  }

  /**
   * Holds a response against what the contract says of it: its status, media type, body and headers.
   * @param {Operation} operation
   * @param {Response} response
   * @returns {string | undefined} what is wrong
   */
  findBreach({ operationId, path, method, responses }, { status, headers, text = '', body }) {
    const answered = `${operationId} answered ${status}`;
    const key = [String(status), `${String(status)[0]}XX`].find((each) => responses[each]);
    if (!key) return `${answered}, which the contract does not have`;
    const place = `#/paths/${escape(path)}/${method}/responses/${key}`;
    const [answer, pointer] = this.#resolve(/** @type {Answer} */ (responses[key]), place);
    const problem = this.#problemOfHeaders(answer, pointer, headers);
    if (problem) return `${answered}: ${problem}`;
    const contentType = String(headers['content-type'] ?? '');
    if (!answer.content) return contentType || text ? `${answered} with a body` : undefined;
    const [mediaType = ''] = contentType.split(';');
    if (!answer.content[mediaType]) return `${answered} as ${contentType || 'nothing'}`;
    if (mediaType !== 'application/json') return undefined;
    const wrong = this.#problemOf(`${pointer}/content/${escape(mediaType)}/schema`, body);
    return wrong && `${answered}: ${wrong}`;
  }

  /**
   * Holds what is no body of an answer, such as an event, against a schema.
   * @param {string} name of the schema
   * @param {unknown} value
   * @returns {string | undefined} what is wrong
   */
  findProblem(name, value) {
    return this.#problemOf(`#/components/schemas/${name}`, value);
  }

  /**
   * Where an answer or a header really stands: in its operation, or among those that several share.
   * @template {Reference} Part
   * @param {Part} part
   * @param {string} pointer
   * @returns {[Part, string]}
   */
  #resolve(part, pointer) {
    if (!part.$ref) return [part, pointer];
    const names = part.$ref.slice(2).split('/');
    /** @type {unknown} */
    let found = this.document;
    for (const name of names) found = /** @type {Record<string, unknown>} */ (found)[name];
    return [/** @type {Part} */ (found), part.$ref];
  }

  /**
   * @param {Answer} answer
   * @param {string} pointer
   * @param {Response['headers']} headers
   */
  #problemOfHeaders(answer, pointer, headers) {
    for (const [name, described] of Object.entries(answer.headers ?? {})) {
      const [{ schema, required = true }, place] = this.#resolve(described, `${pointer}/headers/${escape(name)}`);
      const texts = [headers[name.toLowerCase()] ?? []].flat();
      if (required && !texts.length) return `the header ${name} is missing`;
      for (const text of texts) {
        const value = schema.type === 'integer' ? Number(text) : text;
        const problem = this.#problemOf(`${place}/schema`, value);
        if (problem) return `the header ${name} is "${text}": ${problem}`;
      }
    }
    return undefined;
  }

  /**
   * @param {string} pointer to a schema
   * @param {unknown} value
   */
  #problemOf(pointer, value) {
    const validate = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `contract${pointer}` });
    this.#validators.set(pointer, validate);
    return validate(value) ? undefined : this.#ajv.errorsText(validate.errors);
  }
}

/** @param {string} path @param {Operation[]} others */
function isMostConcrete(path, others) {
  const parameters = (/** @type {string} */ template) => template.split('{').length;
  return others.every((other) => parameters(path) <= parameters(other.path));
}

/** @param {string} template @param {string} path */
function matches(template, path) {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

/** @param {string} part of a JSON pointer */
function escape(part) {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

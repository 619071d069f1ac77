import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

interface Reference {
  $ref?: string;
}

interface Answer extends Reference {
  content?: Record<string, { schema?: unknown }>;
}

interface Parameter extends Reference {
  name: string;
  in: string;
  required?: boolean;
  schema: { const?: unknown };
  example?: unknown;
}

interface OperationObject {
  operationId: string;
  responses: Record<string, Answer>;
  requestBody?: { content: Record<string, { examples: Record<string, { value: object }> }> };
  parameters?: Parameter[];
  security?: unknown[];
}

/** One operation of the contract. */
export interface Operation extends OperationObject {
  method: string;
  /** As the contract writes it, such as `/api/users/{userId}/todos`. */
  path: string;
  isPublic: boolean;
}

type PathItem = Record<string, OperationObject>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const file = createRequire(import.meta.url).resolve('@latch/contracts/latch.json');
export const contract = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, PathItem> };

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addSchema({ ...contract, $id: 'latch' });
const validators = new Map<string, ValidateFunction>();

export const operations: Operation[] = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({
    ...item[method]!,
    method,
    path,
    isPublic: item[method]!.security?.length === 0,
  })),
);

/** The operation a request is for, if the contract has one. A path without parameters comes before one with. */
export function findOperation(method: string, path: string): Operation | undefined {
  const ofPath = operations.filter((operation) => matches(operation.path, path));
  const first = ofPath.find((operation) => isMoreConcrete(operation.path, ofPath))?.path;
  return ofPath.find((operation) => operation.path === first && operation.method === method.toLowerCase());
}

function isMoreConcrete(path: string, others: Operation[]): boolean {
  const parameters = (template: string) => template.split('{').length;
  return others.every((other) => parameters(path) <= parameters(other.path));
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

/**
 * Holds a response against what the contract says of it.
 * @returns what is wrong, or undefined
 */
export function findBreach(
  operation: Operation,
  status: number,
  contentType: string,
  body: unknown,
): string | undefined {
  const { operationId, path, method, responses } = operation;
  if (!responses[status]) return `${operationId} answered ${status}, which the contract does not have`;
  const [answer, pointer] = resolve(responses[status], `#/paths/${escape(path)}/${method}/responses/${status}`);
  if (!answer.content) return contentType === '' ? undefined : `${operationId} answered ${status} with a body`;
  const mediaType = contentType.split(';')[0]!;
  if (!answer.content[mediaType]) return `${operationId} answered ${status} as ${contentType || 'nothing'}`;
  if (mediaType !== 'application/json') return undefined;
  const validate = validatorOf(`latch${pointer}/content/${escape(mediaType)}/schema`);
  return validate(body) ? undefined : `${operationId} ${status}: ${ajv.errorsText(validate.errors)}`;
}

/** Where an answer really stands: in its operation, or among those that several share. */
function resolve(answer: Answer, pointer: string): [Answer, string] {
  if (!answer.$ref) return [answer, pointer];
  const parts = answer.$ref.slice(2).split('/');
  const found = parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], contract);
  return [found as Answer, answer.$ref];
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function validatorOf(reference: string): ValidateFunction {
  const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
  validators.set(reference, validate);
  return validate;
}

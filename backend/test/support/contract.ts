import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Answer {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema?: unknown }>;
}

/** One operation of the contract. */
export interface Operation {
  operationId: string;
  method: string;
  /** As the contract writes it, such as `/api/users/{userId}/todos`. */
  path: string;
  isPublic: boolean;
  responses: Record<string, Answer>;
  requestBody?: { content: Record<string, { examples: Record<string, { value: unknown }> }> };
  parameters: { name: string; in: string; required?: boolean; schema: { const?: unknown } }[];
}

type PathItem = Record<string, Omit<Operation, 'method' | 'path' | 'isPublic'> & { security?: unknown[] }>;

const file = createRequire(import.meta.url).resolve('@latch/contracts/latch.json');
export const contract = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, PathItem>; components: unknown };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export const operations: Operation[] = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => {
    const operation = item[method]!;
    const parameters = [...((item.parameters as unknown as Operation['parameters']) ?? []), ...(operation.parameters ?? [])];
    return { ...operation, method, path, parameters, isPublic: operation.security?.length === 0 };
  }),
);

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ ...contract, $id: 'latch' });
const validators = new Map<string, ValidateFunction>();

/** The operation a request is for, if the contract has one. */
export function findOperation(method: string, path: string): Operation | undefined {
  const ofPath = operations.filter((operation) => matches(operation.path, path));
  const exact = ofPath.find((operation) => operation.path === path)?.path ?? ofPath[0]?.path;
  return ofPath.find((operation) => operation.path === exact && operation.method === method.toLowerCase());
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`).test(path);
}

/**
 * Checks a response against what the contract says of it.
 * @returns what is wrong, or undefined
 */
export function findBreach(operation: Operation, status: number, contentType: string, body: unknown): string | undefined {
  const answer = operation.responses[String(status)];
  if (!answer) return `${operation.operationId} answered ${status}, which the contract does not have`;
  const [mediaType, media] = Object.entries(answer.content ?? {})[0] ?? [];
  if (!mediaType) return contentType === '' ? undefined : `${operation.operationId} answered ${status} with a body`;
  if (!contentType.startsWith(mediaType)) return `${operation.operationId} answered ${status} as ${contentType}`;
  if (!media?.schema || mediaType !== 'application/json') return undefined;
  const validate = validatorOf(operation, status);
  return validate(body) ? undefined : `${operation.operationId} ${status}: ${ajv.errorsText(validate.errors)}`;
}

function validatorOf({ path, method, operationId }: Operation, status: number): ValidateFunction {
  const key = `${operationId} ${status}`;
  const pointer = ['paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = validators.get(key) ?? ajv.compile({ $ref: `latch#/${pointer}` });
  validators.set(key, validate);
  return validate;
}

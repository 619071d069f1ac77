import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Response } from 'supertest';

interface Described {
  $ref?: string;
  headers?: Record<string, { schema: object }>;
  content?: Record<string, { schema: object }>;
}

interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
  components: { responses: Record<string, Described> };
}

const load = createRequire(import.meta.url);
const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);

const contracts = ['account', 'session-validation'].map((name) => {
  const contract = load(`@latch/contracts/${name}.json`) as Contract;
  ajv.addSchema(contract, name);
  return { name, contract };
});

/** Fails unless the contract has this operation and status, and the response is as it says. */
export function expectContract(method: 'get' | 'post', path: string, response: Response): void {
  const { name, contract } = contracts.find(({ contract }) => contract.paths[path]?.[method]) ?? {};
  if (!contract) throw new Error(`no contract describes ${method} ${path}`);
  const { responses } = contract.paths[path]![method]!;
  const key = [String(response.status), `${String(response.status)[0]}XX`].find((status) => responses[status]);
  if (!key) throw new Error(`the contract knows no ${response.status} of ${method} ${path}`);
  const described = resolved(contract, responses[key]!);
  if (described.content) {
    expect(problemsOf(bodySchema(name!, path, method, key, responses[key]!), response.body)).toEqual([]);
  } else expect(response.text).toBe('');
  for (const [header, { schema }] of Object.entries(described.headers ?? {}))
    expect({ header, problems: problemsOfHeader(schema, response.headers[header.toLowerCase()]) }).toEqual({
      header,
      problems: [],
    });
}

function resolved(contract: Contract, described: Described): Described {
  return described.$ref ? contract.components.responses[described.$ref.split('/').pop()!]! : described;
}

/** A pointer into the document, so that the references in it are found. */
function bodySchema(name: string, path: string, method: string, status: string, { $ref }: Described): object {
  const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const place = $ref ? $ref.slice(2) : ['paths', path, method, 'responses', status].map(escaped).join('/');
  return { $ref: `${name}#/${place}/content/${escaped('application/json')}/schema` };
}

function problemsOf(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function problemsOfHeader(schema: object, value: string | string[] | undefined): string[] {
  if (value === undefined) return ['is missing'];
  return [value].flat().flatMap((text) => {
    const isInteger = (schema as { type?: string }).type === 'integer';
    return problemsOf(schema, isInteger ? Number(text) : text);
  });
}

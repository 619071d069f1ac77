/**
 * Turns each OpenAPI file into what programs read: one JSON document with every `$ref` to another file resolved
 * (served by the backend, compared with responses by the contract tests) and its TypeScript types.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { bundle, createConfig } from '@redocly/openapi-core';

const contracts = ['session-validation', 'account', 'latch'];
const here = new URL('.', import.meta.url);
const dist = new URL('dist/', here);

await mkdir(dist, { recursive: true });
const config = await createConfig({});

await Promise.all(
  contracts.map(async (name) => {
    const { bundle: document } = await bundle({ ref: new URL(`${name}.yaml`, here).pathname, config });
    await writeFile(new URL(`${name}.json`, dist), `${JSON.stringify(document.parsed, null, 2)}\n`);
    await writeFile(new URL(`${name}.d.ts`, dist), astToString(await openapiTS(document.parsed)));
  }),
);

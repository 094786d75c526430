// The part of the contract that the page uses: methods that it calls, messages that it names, and what these are made of.
// The rest would be carried to every browser and never be looked at.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);

// What the sources of the page import from the generated client, and every method name that they call.
function usesOf(folder) {
  const names = new Set();
  const calls = new Set();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = usesOf(path);
      for (const name of inner.names) names.add(name);
      for (const call of inner.calls) calls.add(call);
    } else if (/\.tsx?$/.test(entry.name)) {
      const text = readFileSync(path, 'utf8');
      for (const [, list] of text.matchAll(/import (?:type )?\{([^}]*)\} from '[^']*generated\/[^']*_pb'/g)) {
        for (const name of list.split(',')) names.add(name.trim().replace(/^type | as .*$/g, '').replace(/Schema$/, ''));
      }
      for (const [, name] of text.matchAll(/\.([a-z]\w*)\(/g)) calls.add(name);
    }
  }
  return { names, calls };
}

// Every message and enumeration of a file by its full name, ".passung.v1.Mentee", with the name it has in TypeScript.
function* typesOf(file, from = file, scope = `.${file.package}`, prefix = '') {
  for (const type of from.messageType ?? from.nestedType) {
    yield { file, type, full: `${scope}.${type.name}`, name: prefix + type.name };
    yield* typesOf(file, type, `${scope}.${type.name}`, `${prefix}${type.name}_`);
  }
  for (const type of from.enumType) yield { file, type, full: `${scope}.${type.name}`, name: prefix + type.name };
}

const fieldTypes = (type) => (type.field ?? []).map((field) => field.typeName).filter((name) => name !== '');

function reach(roots, types) {
  const reached = new Set();
  const open = [...roots];
  while (open.length > 0) {
    const full = open.pop();
    if (reached.has(full) || !types.has(full)) continue;
    reached.add(full);
    open.push(...fieldTypes(types.get(full).type));
  }
  return reached;
}

// Takes out of a message (or a file) the types that nobody reaches; one that holds a reached one stays.
function prune(of, scope, reached) {
  const holds = (full) => reached.has(full) || [...reached].some((one) => one.startsWith(`${full}.`));
  const key = of.messageType === undefined ? 'nestedType' : 'messageType';
  of[key] = of[key].filter((type) => holds(`${scope}.${type.name}`));
  of.enumType = of.enumType.filter((type) => holds(`${scope}.${type.name}`));
  for (const type of of[key]) prune(type, `${scope}.${type.name}`, reached);
}

function usedTypes(file, scope) {
  const used = file.service.flatMap((service) => service.method.flatMap((method) => [method.inputType, method.outputType]));
  for (const { type } of typesOf(file, file, scope)) used.push(...fieldTypes(type));
  return used;
}

function cut(set, { names, calls }) {
  const types = new Map(set.file.flatMap((file) => [...typesOf(file)]).map((one) => [one.full, one]));
  const ours = set.file.filter((file) => !file.name.startsWith('google/protobuf/'));
  const roots = [...types.values()].filter(({ name }) => names.has(name)).map(({ full }) => full);
  for (const file of ours) {
    for (const service of file.service) {
      service.method = names.has(service.name) ? service.method.filter((method) => calls.has(lowerFirst(method.name))) : [];
      for (const method of service.method) method.options = undefined;
      roots.push(...service.method.flatMap((method) => [method.inputType, method.outputType]));
    }
    file.service = file.service.filter((service) => service.method.length > 0);
    file.extension = [];
  }
  const reached = reach(roots, types);
  for (const file of ours) {
    prune(file, `.${file.package}`, reached);
    const from = new Set(usedTypes(file, `.${file.package}`).map((full) => types.get(full)?.file.name));
    file.dependency = file.dependency.filter((name) => from.has(name));
  }
}

// Writes the TypeScript client of that part into `work`/src/generated, from the protos of `root`/proto.
export function generateClient(root, work) {
  const require = createRequire(join(work, 'package.json'));
  const { fromBinary, toBinary } = require('@bufbuild/protobuf');
  const { FileDescriptorSetSchema } = require('@bufbuild/protobuf/wkt');
  const protos = [
    ...readdirSync(join(root, 'proto/passung/v1')).map((name) => `passung/v1/${name}`), 'google/rpc/status.proto', 'google/rpc/error_details.proto',
  ];
  const path = join(work, 'contract.binpb');
  execFileSync('protoc', ['-I', join(root, 'proto'), '--include_imports', `--descriptor_set_out=${path}`, ...protos], { stdio: 'inherit' });
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(path));
  cut(set, usesOf(join(work, 'src')));
  writeFileSync(path, toBinary(FileDescriptorSetSchema, set));
  execFileSync('protoc', [
    `--descriptor_set_in=${path}`, `--plugin=protoc-gen-es=${join(work, 'node_modules/.bin/protoc-gen-es')}`,
    `--es_out=${join(work, 'src/generated')}`, '--es_opt=target=ts', ...protos,
  ], { stdio: 'inherit' });
}

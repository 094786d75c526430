// The part of the contract that the page uses: methods that it calls, messages that it names, fields whose names are in its
// sources. The rest would be carried to every browser and never be looked at. What is read and sent back stays whole, so
// that nothing is lost on the way.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Read and sent back, too, but as a copy of what came: fields that are not known here go back as they came.
const COPIED = new Set(['.passung.v1.ScoringProfile']);

const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);

// What the sources of the page import from the generated client, every method name that they call, and every word.
function usesOf(folder) {
  const names = new Set();
  const calls = new Set();
  const words = new Set();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = usesOf(path);
      for (const name of inner.names) names.add(name);
      for (const call of inner.calls) calls.add(call);
      for (const word of inner.words) words.add(word);
    } else if (/\.tsx?$/.test(entry.name)) {
      const text = readFileSync(path, 'utf8');
      for (const [, list] of text.matchAll(/import (?:type )?\{([^}]*)\} from '[^']*generated\/[^']*_pb'/g)) {
        for (const name of list.split(',')) names.add(name.trim().replace(/^type | as .*$/g, '').replace(/Schema$/, ''));
      }
      for (const [, name] of text.matchAll(/\.([a-z]\w*)\(/g)) calls.add(name);
      for (const [name] of text.matchAll(/[a-z]\w*/gi)) words.add(name);
    }
  }
  return { names, calls, words };
}

// Every message and enumeration of a file by its full name, ".passung.v1.Mentee", with the name it has in TypeScript.
function* typesOf(file, from = file, scope = `.${file.package}`, prefix = '') {
  for (const type of from.messageType ?? from.nestedType) {
    yield { file, type, full: `${scope}.${type.name}`, name: prefix + type.name };
    yield* typesOf(file, type, `${scope}.${type.name}`, `${prefix}${type.name}_`);
  }
  for (const type of from.enumType) yield { file, type, full: `${scope}.${type.name}`, name: prefix + type.name };
}

const fieldTypes = (type, keeps = () => true) => (type.field ?? []).filter(keeps).map((field) => field.typeName).filter((name) => name !== '');

// What is reached from `roots` by the fields of a message that `keepsOf` keeps.
function reach(roots, types, keepsOf = () => () => true) {
  const reached = new Set();
  const open = [...roots];
  while (open.length > 0) {
    const full = open.pop();
    if (reached.has(full) || !types.has(full)) continue;
    reached.add(full);
    open.push(...fieldTypes(types.get(full).type, keepsOf(full)));
  }
  return reached;
}

// Takes out of a message the fields that are not kept, and choices of which none is left.
function cutFields(type, keeps) {
  type.field = type.field.filter(keeps);
  const left = type.oneofDecl.map((_, i) => type.field.some((field) => field.oneofIndex === i && isChoice(field)));
  for (const field of type.field) if (isChoice(field)) field.oneofIndex = left.slice(0, field.oneofIndex).filter(Boolean).length;
  type.oneofDecl = type.oneofDecl.filter((_, i) => left[i]);
}
const isChoice = (field) => Object.hasOwn(field, 'oneofIndex');

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

// Methods that are called, without their options.
function cutMethods(file, { names, calls }) {
  for (const service of file.service) {
    service.method = names.has(service.name) ? service.method.filter((method) => calls.has(lowerFirst(method.name))) : [];
    for (const method of service.method) method.options = undefined;
  }
  file.service = file.service.filter((service) => service.method.length > 0);
  file.extension = [];
}

function cut(set, uses) {
  const types = new Map(set.file.flatMap((file) => [...typesOf(file)]).map((one) => [one.full, one]));
  const ours = set.file.filter((file) => !file.name.startsWith('google/protobuf/'));
  for (const file of ours) cutMethods(file, uses);
  const methods = ours.flatMap((file) => file.service.flatMap((service) => service.method));
  const named = [...types.values()].filter(({ name }) => uses.names.has(name)).map(({ full }) => full);
  const isNamed = (field) => uses.words.has(field.jsonName);
  const read = reach(methods.map((method) => method.outputType), types);
  const sent = reach(methods.map((method) => method.inputType), types, (full) => (read.has(full) ? () => true : isNamed));
  const keepsOf = (full) => {
    const isWhole = !full.startsWith('.passung.') || types.get(full).type.options?.mapEntry || (read.has(full) && sent.has(full) && !COPIED.has(full));
    return isWhole ? () => true : isNamed;
  };
  const reached = reach([...named, ...methods.flatMap((method) => [method.inputType, method.outputType])], types, keepsOf);
  for (const full of reached) if (types.get(full).type.field !== undefined) cutFields(types.get(full).type, keepsOf(full));
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

import { getMetadataStorage } from 'class-validator';

/**
 * Lets the validator remember what is demanded of a class. By itself it goes through all described classes for each value
 * it checks, and for each value inside, to find those that the class extends: with a few hundred of them that takes longer
 * than all the checks. A class demands the same for ever: its decorators have run before there is a value of it.
 */
export function rememberConstraints(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  type Find = typeof find;
  const known = new WeakMap<Parameters<Find>[0], ReturnType<Find>>();
  storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
    if (schema || groups?.length) return find(type, schema, always, strictGroups, groups);
    const kept = known.get(type) ?? find(type, schema, always, strictGroups, groups);
    known.set(type, kept);
    return kept;
  };
}

const { sep } = require('node:path');
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/**
 * Jest gives each spec file its own context and modules, and so it reads, transforms and compiles every module
 * again for each of them: 1,500 for one service, which costs more than most specs. Compiled code belongs to no context:
 * here a worker process compiles a module once, and runs it in each context.
 */
class CompilingOnce extends Runtime {
  constructor(...parameters) {
    super(...parameters);
    const { transformCache, executor } = this;
    const transform = transformCache.transform.bind(transformCache);
    transformCache.transform = (filename, options) => {
      if (!filename.includes(packages)) return transform(filename, options); // may be edited while Jest watches
      return onceFor(options?.isInternalModule ? internals : installed, filename, () => transform(filename, options));
    };
    const compile = executor.compile.bind(executor);
    executor.compile = (source, filename) => {
      const context = this._environment.getVmContext();
      if (context === null) return compile(source, filename);
      return compiled(source, filename, executor.injectedModuleParameters).runInContext(context);
    };
  }
}

const packages = `${sep}node_modules${sep}`;
const installed = new Map();
const internals = new Map();
const scripts = new Map();

function onceFor(known, key, make) {
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

function compiled(source, filename, parameters) {
  const known = scripts.get(filename);
  if (known?.source === source) return known.script;
  const head = `(function (${parameters.join(', ')}) {`;
  const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  scripts.set(filename, { source, script });
  return script;
}

module.exports = CompilingOnce;

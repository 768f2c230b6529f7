import { isOptionalRequire } from '../../../lib/bundler/native-addons';

describe('isOptionalRequire', () => {
  it.each([
    ['try { fast = require("./a.node") } catch { fast = null }', true],
    ["try {\n  // faster\n  module.exports = require('./a.node');\n} catch (e) {}", true],
    ['module.exports = require("./a.node")', false],
    ['try { check() } catch {}\nmodule.exports = require("./a.node")', false],
    ['try { require("./b.node") } catch {}', false],
  ])('of %j is %s', (source, expected) => {
    expect(isOptionalRequire(source, './a.node')).toBe(expected);
  });
});

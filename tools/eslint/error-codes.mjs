// An error is recognised by its class or its code. Its message is for people: worded anew, told in another language or by the next
// version of a library, it would no longer be recognised, and nobody would notice.
const CODE =
  'Recognise an error by its class or code (instanceof, .code, a number of a status): its message is for people and may change.';

/** Selectors of `no-restricted-syntax`, for scripts and (through eslint-plugin-vue) for templates. */
export const errorCodes = [
  'CallExpression[callee.property.name=/^(test|exec)$/][arguments.0.property.name="message"]',
  'CallExpression[callee.property.name=/^(test|exec)$/][arguments.0.expression.property.name="message"]',
  'CallExpression[callee.property.name=/^(test|exec)$/][arguments.0.callee.name="String"][arguments.0.arguments.0.name=/^(error|cause|reason|problem)$/]',
  'CallExpression[callee.property.name=/^(includes|startsWith|endsWith|match|matchAll|search|indexOf)$/][callee.object.property.name="message"]',
  'BinaryExpression[operator=/^[!=]==?$/][left.property.name="message"][right.value=/./]',
  'SwitchStatement[discriminant.property.name="message"]',
].map((selector) => ({ selector, message: CODE }));

/** Where the rule holds: all product code. */
export const errorCodesFiles = {
  files: ['{engine,modules,plugins,designer}/*/src/**/*.{ts,vue}'],
  ignores: ['**/*.spec.ts'],
};

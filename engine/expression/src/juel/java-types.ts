import type { Node } from './ast.js';

/**
 * Whether Java would hold the result as a Long if it is whole: literals without a point, and what is added,
 * subtracted, multiplied or divided with remainder from them. A division and anything with a decimal is a Double.
 */
export function isJavaLong(node: Node): boolean {
  switch (node.type) {
    case 'literal':
      return (typeof node.value === 'number' || typeof node.value === 'bigint') && node.decimal !== true;
    case 'unary':
      return node.operator === '-' && !isJavaDouble(node.operand);
    case 'binary':
      return ['+', '-', '*', '%'].includes(node.operator) && !isJavaDouble(node.left) && !isJavaDouble(node.right);
    case 'choice':
      return isJavaLong(node.yes) && isJavaLong(node.no);
    default:
      return false;
  }
}

function isJavaDouble(node: Node): boolean {
  if (node.type === 'literal') return node.decimal === true;
  if (node.type === 'unary') return isJavaDouble(node.operand);
  if (node.type === 'binary') return node.operator === '/' || isJavaDouble(node.left) || isJavaDouble(node.right);
  return false;
}

// Writes every mutant of a source file into one text: each is behind a switch (`__mutant(17) ? mutant : original`), so that
// all of them are compiled once and one run turns exactly one of them on.
import ts from 'typescript';

const K = ts.SyntaxKind;

/** Each operator stands for the ones it is exchanged with. */
const BINARY = new Map([
  [K.LessThanToken, ['<=', '>=']],
  [K.LessThanEqualsToken, ['<', '>']],
  [K.GreaterThanToken, ['>=', '<=']],
  [K.GreaterThanEqualsToken, ['>', '<']],
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
  [K.EqualsEqualsToken, ['!=']],
  [K.ExclamationEqualsToken, ['==']],
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
  [K.AsteriskToken, ['/']],
  [K.SlashToken, ['*']],
  [K.PercentToken, ['*']],
  [K.AmpersandAmpersandToken, ['||']],
  [K.BarBarToken, ['&&']],
  [K.QuestionQuestionToken, ['&&']],
  [K.PlusEqualsToken, ['-=']],
  [K.MinusEqualsToken, ['+=']],
]);
const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
]);
/** Methods that give back what they are called on, changed: the mutant leaves the change out. */
const CHANGING = new Set(['filter', 'reverse', 'sort', 'slice', 'trim']);

const isCondition = (node) => {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  return (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) && parent.condition === node;
};
const isLoop = ({ parent }) => ts.isWhileStatement(parent) || ts.isDoStatement(parent) || ts.isForStatement(parent);

const isLogical = (node) =>
  ts.isBinaryExpression(node) &&
  [K.AmpersandAmpersandToken, K.BarBarToken].includes(node.operatorToken.kind) &&
  !ts.isBinaryExpression(node.parent);

/** `id ?? ''` satisfies the type where an invariant says that there is an id; no row has the empty id, nor any other text. */
const isEmptyFallback = (node) =>
  ts.isStringLiteral(node) &&
  node.text === '' &&
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === K.QuestionQuestionToken;

function isInChain(node) {
  for (
    let at = node;
    ts.isPropertyAccessExpression(at) || ts.isCallExpression(at) || ts.isElementAccessExpression(at);
    at = at.expression
  )
    if (at.questionDotToken) return true;
  return false;
}

const isText = (node) =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);

/** Whether a text is a value, not part of the syntax around it. */
function isValue(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !(
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isTaggedTemplateExpression(parent) ||
    ts.isExpressionStatement(parent)
  );
}

/** What may stand in place of an expression: `[kind, text]`. */
function replacements(node, source) {
  const text = (part) => source.slice(part.getStart(), part.end);
  const found = [];
  if (isCondition(node)) {
    if (!isLoop(node) && node.kind !== K.TrueKeyword) found.push(['condition', 'true']);
    if (node.kind !== K.FalseKeyword) found.push(['condition', 'false']);
  } else if (isLogical(node)) {
    found.push(['condition', 'true'], ['condition', 'false']);
  }
  if (ts.isBinaryExpression(node)) {
    const isJoining = node.operatorToken.kind === K.PlusToken && (isText(node.left) || isText(node.right));
    for (const operator of isJoining ? [] : (BINARY.get(node.operatorToken.kind) ?? []))
      found.push(['operator', `(${text(node.left)}) ${operator} (${text(node.right)})`]);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const isPrefix = ts.isPrefixUnaryExpression(node);
    if (node.operator === K.ExclamationToken && !isCondition(node)) found.push(['operator', text(node.operand)]);
    if (node.operator === K.MinusToken) found.push(['operator', text(node.operand)]);
    const turned = { [K.PlusPlusToken]: '--', [K.MinusMinusToken]: '++' }[node.operator];
    if (turned) found.push(['operator', isPrefix ? turned + text(node.operand) : text(node.operand) + turned]);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && !isInChain(node)) {
    const { expression, name } = node.expression;
    const other = METHODS.get(name.text);
    if (other) found.push(['method', `${text(expression)}.${other}(${node.arguments.map(text).join(', ')})`]);
    if (CHANGING.has(name.text)) found.push(['method', text(expression)]);
  }
  if (node.kind === K.TrueKeyword && !isCondition(node)) found.push(['literal', 'false']);
  if (node.kind === K.FalseKeyword && !isCondition(node)) found.push(['literal', 'true']);
  if (isText(node) && isValue(node) && !isEmptyFallback(node))
    found.push(['literal', ts.isStringLiteral(node) && node.text === '' ? "'mutant'" : "''"]);
  if (ts.isArrayLiteralExpression(node)) found.push(['literal', node.elements.length > 0 ? '[]' : "['mutant']"]);
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) found.push(['literal', '({})']);
  const { parent } = node;
  const isReturned =
    (ts.isReturnStatement(parent) && parent.expression === node) ||
    (ts.isArrowFunction(parent) && parent.body === node);
  // `false` and `null` for `undefined` is seldom seen by anyone; booleans are turned around as literals.
  const isNothing =
    [K.TrueKeyword, K.FalseKeyword, K.NullKeyword].includes(node.kind) ||
    (ts.isIdentifier(node) && node.text === 'undefined');
  if (isReturned && !isNothing) found.push(['returned value', 'undefined']);
  // `true` for a condition whose operator is changed to it, and the like, would count twice.
  return found.filter(([, replacement], index) => found.findIndex(([, other]) => other === replacement) === index);
}

/** Statements that can be left out alone. */
const isRemovable = (node) =>
  (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) ||
  ts.isThrowStatement(node) ||
  ts.isBreakStatement(node) ||
  ts.isContinueStatement(node) ||
  (ts.isReturnStatement(node) && node.expression === undefined);

const isSkipped = (node) =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

/**
 * The mutants of a file and the text that holds all of them.
 *
 * @param file path, shown in reports
 * @param first the number of the first mutant
 */
export function mutate(file, source, first) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const add = (node, kind, replacement) => {
    const { line, character } = tree.getLineAndCharacterOfPosition(node.getStart());
    const original = source.slice(node.getStart(), node.end);
    mutants.push({
      id: first + mutants.length,
      file,
      line: line + 1,
      column: character + 1,
      kind,
      original,
      replacement,
    });
    return first + mutants.length - 1;
  };
  /** A switch holds all its text in one line: the lines of the file stay. */
  const flat = (text) => (text.includes('//') || text.includes('`') ? text : text.replace(/\n\s*/g, ' '));

  function render(node) {
    const start = node.getStart();
    let text = '';
    let at = start;
    ts.forEachChild(node, (child) => {
      text +=
        source.slice(at, child.getStart()) +
        (isSkipped(child) ? source.slice(child.getStart(), child.end) : visit(child));
      at = child.end;
    });
    return text + source.slice(at, node.end);
  }

  function visit(node) {
    if (isRemovable(node)) {
      const id = add(node, 'statement', '');
      // In braces: an `else` that follows belongs to the statement outside.
      return `{ if (!__mutant(${id})) { ${render(node)} } }`;
    }
    const { parent } = node;
    const isBody =
      ts.isBlock(node) &&
      node.statements.length > 1 &&
      !ts.isTryStatement(parent) &&
      !ts.isConstructorDeclaration(parent);
    if (isBody) return `{ if (!__mutant(${add(node, 'block', '{}')})) ${render(node)} }`;
    const ids = ts.isExpression(node)
      ? replacements(node, source).map(([kind, replacement]) => [add(node, kind, replacement), replacement])
      : [];
    const text = render(node);
    if (ids.length === 0) return text;
    return `(${ids.map(([id, replacement]) => `__mutant(${id}) ? (${flat(replacement)}) : `).join('')}(${text}))`;
  }
  const code = visit(tree);
  return { mutants, code: source.slice(0, tree.getStart()) + code };
}

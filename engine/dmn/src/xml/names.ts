/** The model namespaces of DMN 1.1 to 1.5. What an element means does not depend on which one is used. */
export const DMN_NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20151101/dmn11.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** One vocabulary under two names; neither is preferred. */
export const EXTENSION_NAMESPACES: ReadonlySet<string> = new Set([
  'http://camunda.org/schema/1.0/dmn',
  'http://operaton.org/schema/1.0/dmn',
]);

/** The vocabularies of the diagram interchange part, 1.2 to 1.5. */
export const DIAGRAM_NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20180521/DMNDI/',
  'https://www.omg.org/spec/DMN/20191111/DMNDI/',
  'https://www.omg.org/spec/DMN/20211108/DMNDI/',
  'https://www.omg.org/spec/DMN/20230324/DMNDI/',
  'http://www.omg.org/spec/DMN/20180521/DI/',
  'http://www.omg.org/spec/DMN/20180521/DC/',
]);

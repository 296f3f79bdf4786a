import { processMessages } from '../../messages.js';

interface PaletteEntry {
  group: string;
  className: string;
  title: string;
  /** Icon and word: an icon alone says nothing to somebody who has never drawn a process. */
  html?: string;
  action: { dragstart(event: unknown): void; click(event: unknown): void };
}

interface Tools {
  create: { start(event: unknown, shape: unknown): void };
  elementFactory: {
    createShape(attributes: Record<string, unknown>): {
      businessObject: { name?: string; topic?: string; type?: string };
    };
  };
  lassoTool: { activateSelection(event: unknown): void };
  handTool: { activateHand(event: unknown): void };
  globalConnect: { start(event: unknown): void };
}

interface Template {
  key: string;
  group: string;
  icon: string;
  type: string;
  topic?: string;
  eventDefinitionType?: string;
}

const withWord = (word: string): string =>
  `<div class="entry" draggable="true"><span class="process-designer__word">${word}</span></div>`;

/** What business staff draw with: ready steps in their own words rather than every symbol of BPMN. */
const TEMPLATES: Template[] = [
  { key: 'start', group: 'event', icon: 'bpmn-icon-start-event-none', type: 'bpmn:StartEvent' },
  { key: 'step', group: 'step', icon: 'bpmn-icon-user-task', type: 'bpmn:UserTask' },
  {
    key: 'document',
    group: 'step',
    icon: 'bpmn-icon-service-task',
    type: 'bpmn:ServiceTask',
    topic: 'document.render',
  },
  { key: 'open', group: 'step', icon: 'bpmn-icon-service-task', type: 'bpmn:ServiceTask', topic: 'case.open' },
  { key: 'update', group: 'step', icon: 'bpmn-icon-service-task', type: 'bpmn:ServiceTask', topic: 'case.update' },
  { key: 'notify', group: 'step', icon: 'bpmn-icon-service-task', type: 'bpmn:ServiceTask', topic: 'notify' },
  { key: 'decision', group: 'gateway', icon: 'bpmn-icon-gateway-xor', type: 'bpmn:ExclusiveGateway' },
  { key: 'parallel', group: 'gateway', icon: 'bpmn-icon-gateway-parallel', type: 'bpmn:ParallelGateway' },
  {
    key: 'timer',
    group: 'event',
    icon: 'bpmn-icon-intermediate-event-catch-timer',
    type: 'bpmn:IntermediateCatchEvent',
    eventDefinitionType: 'bpmn:TimerEventDefinition',
  },
  { key: 'subprocess', group: 'step', icon: 'bpmn-icon-subprocess-expanded', type: 'bpmn:SubProcess' },
  { key: 'end', group: 'event', icon: 'bpmn-icon-end-event-none', type: 'bpmn:EndEvent' },
];

export function businessPalette(locale: string): Record<string, unknown> {
  const words = processMessages[locale === 'en' ? 'en' : 'zh-CN'].processDesigner.palette;

  function Provider(
    this: { getPaletteEntries(): Record<string, PaletteEntry> },
    palette: { registerProvider(provider: unknown): void },
    create: Tools['create'],
    elementFactory: Tools['elementFactory'],
    lassoTool: Tools['lassoTool'],
    handTool: Tools['handTool'],
    globalConnect: Tools['globalConnect'],
  ): void {
    const start = (template: Template) => (event: unknown) => {
      const attributes: Record<string, unknown> = { type: template.type };
      if (template.eventDefinitionType) attributes['eventDefinitionType'] = template.eventDefinitionType;
      if (template.type === 'bpmn:SubProcess') attributes['isExpanded'] = true;
      const shape = elementFactory.createShape(attributes);
      shape.businessObject.name = words[template.key as keyof typeof words];
      if (template.topic) Object.assign(shape.businessObject, { type: 'external', topic: template.topic });
      create.start(event, shape);
    };
    const tool = (icon: string, title: string, action: (event: unknown) => void): PaletteEntry => ({
      group: 'tools',
      className: icon,
      title,
      html: withWord(title),
      action: { click: action, dragstart: action },
    });
    this.getPaletteEntries = () => {
      const entries: Record<string, PaletteEntry> = {
        hand: tool('bpmn-icon-hand-tool', words.hand, (event) => handTool.activateHand(event)),
        lasso: tool('bpmn-icon-lasso-tool', words.lasso, (event) => lassoTool.activateSelection(event)),
        connect: tool('bpmn-icon-connection-multi', words.connect, (event) => globalConnect.start(event)),
        separator: { group: 'tools', separator: true } as unknown as PaletteEntry,
      };
      for (const template of TEMPLATES) {
        const action = start(template);
        const title = words[template.key as keyof typeof words];
        entries[template.key] = {
          group: template.group,
          className: template.icon,
          title,
          html: withWord(title),
          action: { dragstart: action, click: action },
        };
      }
      return entries;
    };
    palette.registerProvider(this);
  }
  Provider.$inject = ['palette', 'create', 'elementFactory', 'lassoTool', 'handTool', 'globalConnect'];

  return { __init__: ['paletteProvider'], paletteProvider: ['type', Provider] };
}

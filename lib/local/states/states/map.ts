import { prepareAttempts } from '../attempts';
import { isObject } from '../json';
import { prepareInlineMap } from '../map/inline-map';
import { prepareMapRun } from '../map/map-run';
import type { Preparation } from '../preparation';
import type { Transition, Visit } from '../visit';

/** "Map workflow state": the same workflow for each item; the result is the list of its outputs. */
export function prepareMap(preparation: Preparation): (visit: Visit) => Promise<Transition> {
  const { definition, place } = preparation;
  const field = definition.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
  const { [field]: processor } = definition;
  const at = place.at(definition.Iterator === undefined ? 'ItemProcessor' : field);
  if (definition.ItemProcessor !== undefined && definition.Iterator !== undefined) {
    place.problem('must have ItemProcessor or Iterator, not both');
  }
  const config = isObject(processor) && isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  const { Mode: mode = 'INLINE' } = config;
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') {
    at.at('ProcessorConfig', 'Mode').problem('must be "INLINE" or "DISTRIBUTED"');
  }
  const workflow = preparation.flow(processor, at);
  return prepareAttempts(
    preparation,
    mode === 'DISTRIBUTED'
      ? prepareMapRun(preparation, workflow, config)
      : prepareInlineMap(preparation, workflow),
  );
}

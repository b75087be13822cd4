// libs/contracts/asyncapi.json: the events for tools that know AsyncAPI.
import { asyncApiDocument } from '#contracts/async-api';
import { contractsFolder } from '#contracts/generate-schemas';
import { keepCurrent } from './keep-current.ts';

keepCurrent(contractsFolder, new Map([['asyncapi.json', `${JSON.stringify(asyncApiDocument(), null, 2)}\n`]]));

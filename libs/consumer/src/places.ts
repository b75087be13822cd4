import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LogEpoch } from '#contracts/log-identity';
import type { TopicPartition } from '#messaging/record';

/** How far a partition was read. */
export interface Place extends TopicPartition {
  /** The offset to read next. */
  readonly offset: string;
  /** The position of the last event that was applied, or of the mark behind it. */
  readonly position: number;
  /** Which log the position is of; absent where no record said it yet, as in files of older versions. */
  readonly logId?: string;
  /** The log's epochs as far as the partition told them; absent in files of older versions, which knew of one. */
  readonly epochs?: readonly LogEpoch[];
}

/** Keeps the places. Whoever keeps them in one transaction with what the events did has every event exactly once. */
export interface Places {
  read(): Promise<readonly Place[]>;
  /** Called after every chunk of records. */
  write(place: Place): Promise<void>;
}

/** From the beginning at every start; what comes twice within one run is dropped all the same. */
export class ForgottenPlaces implements Places {
  private readonly places = new Map<string, Place>();

  read(): Promise<readonly Place[]> {
    return Promise.resolve([...this.places.values()]);
  }

  write(place: Place): Promise<void> {
    this.places.set(`${place.topic}/${place.partition}`, place);
    return Promise.resolve();
  }
}

/** Kept in a JSON file, with whatever else `also` gives: the file is replaced as a whole, so both are of one moment. */
export class PlacesInFile<State> implements Places {
  private readonly places = new Map<string, Place>();
  /** What was kept, or undefined on the first run. */
  readonly kept: State | undefined;

  constructor(
    private readonly path: string,
    private readonly also: () => State,
  ) {
    if (!existsSync(path)) return;
    // oxlint-disable-next-line typescript/consistent-type-assertions -- written by `write`; what the state is, only the caller knows
    const { places, state } = JSON.parse(readFileSync(path, 'utf8')) as { places: Place[]; state: State };
    for (const place of places) this.places.set(`${place.topic}/${place.partition}`, place);
    this.kept = state;
  }

  read(): Promise<readonly Place[]> {
    return Promise.resolve([...this.places.values()]);
  }

  async write(place: Place): Promise<void> {
    this.places.set(`${place.topic}/${place.partition}`, place);
    writeFileSync(`${this.path}.new`, JSON.stringify({ places: [...this.places.values()], state: this.also() }));
    renameSync(`${this.path}.new`, this.path);
  }
}

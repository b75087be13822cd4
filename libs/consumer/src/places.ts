import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LogEpoch } from '#contracts/log-identity';
import type { TopicPartition } from '#messaging/record';

/** The progress in one partition. */
export interface Place extends TopicPartition {
  /** The offset to read next. */
  readonly offset: string;
  /** Position of the last event or mark that was applied. */
  readonly position: number;
  /** The log that the position belongs to. Absent if no record named it yet, and in files of older versions. */
  readonly logId?: string;
  /**
   * The epochs of the log that the partition's records named. Absent in files of older versions, which knew only one.
   */
  readonly epochs?: readonly LogEpoch[];
}

/** Stores the progress. To process every event exactly once, write it in the transaction that applies the events. */
export interface Places {
  read(): Promise<readonly Place[]>;
  /** Called after every batch of records. */
  write(place: Place): Promise<void>;
}

/** Starts from the beginning each time. Repetitions within one run are still dropped. */
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

/**
 * Stored in a JSON file together with the state that `also` returns. The file is replaced as a whole, so both match.
 */
export class PlacesInFile<State> implements Places {
  private readonly places = new Map<string, Place>();
  /** The state from the file, or undefined on the first run. */
  readonly kept: State | undefined;

  constructor(
    private readonly path: string,
    private readonly also: () => State,
  ) {
    if (!existsSync(path)) return;
    // oxlint-disable-next-line typescript/consistent-type-assertions -- written by `write`; only the caller knows the type of the state
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

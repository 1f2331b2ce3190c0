import { SeedbedError } from './error.ts';

/** A setting of the role, the database or the server that this role may not change, and under which nothing can be done. */
export class SettingInTheWayError extends SeedbedError {
  readonly code = 'setting_in_the_way';
  readonly setting: string;
  readonly value: string;

  /** @param needed what it has to be */
  constructor(setting: string, value: string, needed: string, cause: Error) {
    super(
      `${setting} is '${value}' in this database for this role, which may not change it (${cause.message}).`,
      `Let a superuser set it to '${needed}' for the role and the database, or connect as another role.`,
      { cause },
    );
    this.setting = setting;
    this.value = value;
  }
}

// The shape of an IIS configuration schema, whether built in or read from a server's schema folder.

export type AttributeType = 'bool' | 'enum' | 'flags' | 'uint' | 'int' | 'int64' | 'string' | 'timeSpan';

export type Validation =
  | { readonly kind: 'integerRange'; readonly min: number; readonly max: number; readonly exclude: boolean }
  | {
      readonly kind: 'timeSpanRange';
      readonly min: number;
      readonly max: number;
      readonly granularity: number;
      readonly exclude: boolean;
    }
  | {
      readonly kind:
        | 'nonEmptyString'
        | 'requireTrimmedString'
        | 'applicationPath'
        | 'virtualDirectoryPath'
        | 'siteName'
        | 'applicationPoolName';
    }
  | { readonly kind: 'other'; readonly text: string };

export interface AttributeSchema {
  readonly name: string;
  readonly type: AttributeType;
  /** As the schema writes it; null where it states none. */
  readonly defaultValue: string | null;
  readonly required: boolean;
  readonly isUniqueKey: boolean;
  readonly isCombinedKey: boolean;
  readonly caseSensitive: boolean;
  readonly encrypted: boolean;
  readonly expanded: boolean;
  /** Of a time span or number: `Infinite` is allowed. */
  readonly allowInfinite: boolean;
  /** How a time span is written: `hh:mm:ss` where absent, else a bare number of seconds or minutes. */
  readonly timeSpanFormat?: 'seconds' | 'minutes';
  /** The names of an enum or flags attribute in the schema's order, with their numbers. */
  readonly names: readonly { readonly name: string; readonly value: number }[];
  readonly validation: Validation | null;
}

export interface CollectionSchema {
  /** The names that add an entry, usually `add`. */
  readonly addElements: readonly string[];
  readonly removeElement: string | null;
  readonly clearElement: string | null;
  /** The child element whose attributes are defaults for every entry, such as `siteDefaults`. */
  readonly defaultElement: string | null;
  readonly entry: ElementSchema;
  /** By adding element: entries that have a schema of their own, where an element has several collections. */
  readonly otherEntries?: ReadonlyMap<string, ElementSchema>;
  readonly allowDuplicates: boolean;
  /** False when the entries of a lower level come before the inherited ones. */
  readonly mergeAppend: boolean;
  readonly allowUnrecognizedAttributes: boolean;
}

export interface ElementSchema {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly elements: ReadonlyMap<string, ElementSchema>;
  readonly collection: CollectionSchema | null;
  readonly allowUnrecognizedAttributes: boolean;
  /** Whatever it holds is allowed: it belongs to a role whose schema is not built in. */
  readonly opaque?: true;
}

export interface SectionSchema extends ElementSchema {
  /** For example `system.webServer/security/access`. */
  readonly path: string;
}

export interface Schema {
  section(path: string): SectionSchema | undefined;
  readonly paths: readonly string[];
}

export type AllowDefinition =
  'MachineOnly' | 'MachineToRootWeb' | 'MachineToApplication' | 'AppHostOnly' | 'Everywhere';

/** What `<configSections>` says of a section, without the place where it says so. */
export interface SectionDeclaration {
  readonly path: string;
  readonly overrideModeDefault: 'Allow' | 'Deny';
  readonly allowDefinition: AllowDefinition;
  readonly allowLocation: boolean;
}

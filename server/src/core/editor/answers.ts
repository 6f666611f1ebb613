// What an editor is answered, as plain data: hovers, completions, outlines, lenses, links.
import type { Counts } from '../lint/verdict.js';
import type { TextEdit } from '../text/edit.js';
import type { Place, Range } from '../text/range.js';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'section' | 'element' | 'attribute' | 'value' | 'closing';
  /** One line beside the label: the type, or the default. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly edit: TextEdit;
  /** `$1`, `$0` in the edit's text are places for the cursor. */
  readonly snippet?: boolean;
  /** Once it is accepted, the next list is of use at the caret. */
  readonly suggest?: boolean;
  /**
   * Items are shown in the order of the list; set where several belong to one value that is already there.
   */
  readonly preselect?: boolean;
}

/** An entry of a document's outline. */
export interface DocumentSymbol {
  readonly name: string;
  /** '' where there is none. */
  readonly detail: string;
  readonly kind: 'site' | 'application' | 'virtualDirectory' | 'location' | 'sectionGroup' | 'section' | 'element';
  readonly range: Range;
  /** Inside `range`. */
  readonly selection: Range;
  readonly children: readonly DocumentSymbol[];
}

/** A statement above a place in the document. */
export interface Lens {
  readonly range: Range;
  readonly title: string;
  /** What it refers to; '' is the server. */
  readonly about: ConfigurationLocation;
}

export interface Link {
  readonly range: Range;
  readonly target: string;
  readonly tooltip?: string;
}

/** A note that the editor shows inside a line. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** The place that it refers to. */
  readonly place?: Place;
}

/** A node of a server's tree. */
export interface TreeNode {
  readonly kind:
    | 'site'
    | 'binding'
    | 'application'
    | 'virtualDirectory'
    | 'folder'
    | 'applicationPools'
    | 'applicationPool'
    | 'evidence'
    | 'evidenceFile';
  readonly label: string;
  /**
   * What belongs beside the label: the role of a site in Exchange, the application pool of an application, the
   * certificate of a binding, the kinds of evidence; '' for none.
   */
  readonly detail: string;
  /** The path that the node stands for; null for bindings and application pools. */
  readonly configurationPath: string | null;
  readonly place: Place | null;
  /** Its `<location>` in applicationHost.config, where there is one. */
  readonly location?: Place;
  /** Its web.config, where one was provided. */
  readonly webConfig?: Place;
  /** Who validates client certificates there, in a word or two; where that is known. */
  readonly validator?: string;
  /** Of the node and everything below it. */
  readonly counts: Counts;
  readonly children: readonly TreeNode[];
}

/** A site, application or virtual directory, for a search over all servers. */
export interface DeclaredPath extends ConfigurationLocation {
  readonly kind: 'site' | 'application' | 'virtualDirectory';
  readonly place: Place;
}

/** A configuration path of one server. */
export interface ConfigurationLocation {
  /** `root` of the server's verdict. */
  readonly root: string;
  readonly configurationPath: string;
}

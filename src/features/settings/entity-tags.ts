interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

// entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE (RFC 9110 §8.8.3); an element of a list may be empty (§5.6.1). No two
// repetitions stand side by side, for the time to find no match would be a product.
const LIST_ELEMENT = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y;

/** What an `If-Match` or `If-None-Match` field names (RFC 9110 §13.1.1, §13.1.2): `*` for whatever there is. */
export class EntityTags {
  private constructor(private readonly tags: '*' | readonly EntityTag[]) {}

  /** A value that is no such list names nothing, so that a condition on it fails. */
  static parse(field: string): EntityTags {
    if (field.trim() === '*') return new EntityTags('*');
    const tags: EntityTag[] = [];
    LIST_ELEMENT.lastIndex = 0;
    while (LIST_ELEMENT.lastIndex < field.length) {
      const element = LIST_ELEMENT.exec(field);
      if (element === null) return new EntityTags([]);
      const [, weak, opaque] = element;
      if (opaque !== undefined) tags.push({ weak: weak !== undefined, opaque });
    }
    return new EntityTags(tags);
  }

  /** Weak comparison (§8.8.3.2), for `If-None-Match`. */
  matchesWeakly(opaque: string): boolean {
    return this.tags === '*' || this.tags.some((tag) => tag.opaque === opaque);
  }

  /** What compares strongly, for `If-Match`: a weak tag never does. */
  get strong(): '*' | readonly string[] {
    return this.tags === '*' ? '*' : this.tags.filter(({ weak }) => !weak).map(({ opaque }) => opaque);
  }
}

"""A letter is evidence: the database refuses to change what was issued, anything once it is sealed, and any deletion.

A test database alone may bypass it, by a setting of its session.
"""

from django.db import migrations

PRINTING = (  # what the worker fills in while it prints and seals
    "printing_since", "template_version", "html", "unsealed_sha256", "sha256", "size", "pages", "renderer",
    "rendered_at", "certificate", "sealed_by", "has_timestamp", "failure",
)
FORWARD = f"""
CREATE FUNCTION documents_letter_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled CONSTANT text[] := ARRAY[{", ".join(f"'{name}'" for name in PRINTING)}];
BEGIN
    IF current_database() LIKE 'test%' AND 'on' = (CASE TG_OP
        WHEN 'TRUNCATE' THEN current_setting('mla.allow_flush', true)
        ELSE current_setting('mla.allow_record_change', true)
    END) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'A letter is never deleted: % of % is refused.', TG_OP, TG_TABLE_NAME;
    END IF;
    IF OLD.sha256 <> '' AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'Letter % is sealed and never changes.', OLD.number;
    END IF;
    IF to_jsonb(NEW) - filled IS DISTINCT FROM to_jsonb(OLD) - filled THEN
        RAISE EXCEPTION 'Letter % was issued: what it says never changes.', OLD.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_letter_keep BEFORE UPDATE OR DELETE ON documents_letter
    FOR EACH ROW EXECUTE FUNCTION documents_letter_keep();
CREATE TRIGGER documents_letter_no_truncate BEFORE TRUNCATE ON documents_letter
    FOR EACH STATEMENT EXECUTE FUNCTION documents_letter_keep();
CREATE FUNCTION documents_attachment_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'File % is kept by its digest and never changes.', OLD.sha256;
END $$;
CREATE TRIGGER documents_attachment_keep BEFORE UPDATE ON documents_attachment
    FOR EACH ROW WHEN ((OLD.sha256, OLD.size, OLD.filename) IS DISTINCT FROM (NEW.sha256, NEW.size, NEW.filename))
    EXECUTE FUNCTION documents_attachment_keep();
"""
BACKWARD = """
DROP TRIGGER documents_attachment_keep ON documents_attachment;
DROP FUNCTION documents_attachment_keep();
DROP TRIGGER documents_letter_no_truncate ON documents_letter;
DROP TRIGGER documents_letter_keep ON documents_letter;
DROP FUNCTION documents_letter_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_evidence")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

-- Everything that is known of one number is looked up when somebody asks for it (GDPR, articles 15
-- and 17): of tens of millions of denials too, within the time that a statement has.
CREATE INDEX denial_number ON denial (number) WHERE number IS NOT NULL;

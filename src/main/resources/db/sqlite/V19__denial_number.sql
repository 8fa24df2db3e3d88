-- Everything that is known of one number is looked up when somebody asks for it (GDPR, articles 15
-- and 17): of tens of millions of denials too.
CREATE INDEX denial_number ON denial (number) WHERE number IS NOT NULL;

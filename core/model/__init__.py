"""The words of the subject: messages, faults, criteria profiles, run control."""

"""The children's homes (儿童之家): where they are, what they have, whether they are open."""

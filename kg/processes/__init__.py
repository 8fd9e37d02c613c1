"""Work in several processes of this program: who asks and who answers, what all of them map, what each gives back."""

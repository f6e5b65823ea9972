"""Exports of chats and text messages, read into messages: who, when, what."""
